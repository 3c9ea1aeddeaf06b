"""The settings with which Airflow's services run on one machine, and what they keep under home."""

import json
import os
import secrets
from pathlib import Path

from sqlalchemy import create_engine, text

from pipelines.settings import Settings

DAGS_FOLDER = Path(__file__).resolve().parents[1]
PROJECT_ROOT = DAGS_FOLDER.parent
# Roles of Airflow's simple auth manager: viewer < user < op < admin.
USERS = {"admin": "admin", "operator": "op", "reader": "viewer"}
MAX_PARALLEL_TASKS = 4


def airflow_home(settings: Settings) -> Path:
    """Return the folder of Airflow's logs, passwords and process ids."""
    return settings.home.resolve() / "airflow"


def service_environment(
    settings: Settings, socket_folder: Path, port: int, dags_folder: Path = DAGS_FOLDER
) -> dict[str, str]:
    """Return the environment of the four services and of Airflow's command.

    Args:
        settings: Where home and landing are; handed on to the tasks with absolute paths.
        socket_folder: Where the PostgreSQL server of the metadata listens.
        port: Of the UI and the API, on loopback.
        dags_folder: Where the DAGs and `padan_airflow` are.
    """
    home = airflow_home(settings)
    airflow = {
        "CORE__DAGS_FOLDER": dags_folder,
        "CORE__EXECUTOR": "padan_airflow.executor.PreloadingExecutor",
        "CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__PARALLELISM": max(2, min(MAX_PARALLEL_TASKS, os.cpu_count() or 2)),
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": passwords_file(settings),
        "CORE__SIMPLE_AUTH_MANAGER_USERS": ",".join(f"{u}:{role}" for u, role in USERS.items()),
        "DATABASE__SQL_ALCHEMY_CONN": metadata_url(socket_folder),
        "API__BASE_URL": f"http://127.0.0.1:{port}",
        "API__EXPOSE_CONFIG": False,
        "API__HOST": "127.0.0.1",
        "API__INSTANCE_NAME": "Padan",
        "API__PORT": port,
        "API__WORKERS": 1,
        # By this the services know each other; all four are started together.
        "API_AUTH__JWT_SECRET": secrets.token_hex(32),
        # New and changed DAG files are seen soon; parsing four small files costs nothing.
        "DAG_PROCESSOR__REFRESH_INTERVAL": 30,
        "LOGGING__LOGGING_CONFIG_CLASS": "padan_airflow.logging_config.LOGGING_CONFIG",
        # Half a minute until a lost task is run again would kill slow ones; five are too long.
        "SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": 60,
        "SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": 60,
        # A worker looks after its ended task once per interval: with the default of 5 s every
        # file costs 5 s, however small.
        "WORKERS__MIN_HEARTBEAT_INTERVAL": 1,
    }
    return {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "PADAN_HOME": str(settings.home.resolve()),
        "PADAN_LANDING": str(settings.landing.resolve()),
        "PADAN_SETTLE_SECONDS": str(settings.settle_seconds),
        "PYTHONPATH": str(dags_folder),
        **{f"AIRFLOW__{name}": str(value) for name, value in airflow.items()},
    }


def metadata_url(socket_folder: Path) -> str:
    """Return the address of Airflow's own database, apart from the warehouse."""
    return f"postgresql+psycopg2://postgres@/airflow?host={socket_folder}"


def create_metadata_database(warehouse_url: str) -> None:
    """Create the database `airflow` beside the warehouse's, where it is missing."""
    engine = create_engine(warehouse_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        exists = connection.execute(text("select 1 from pg_database where datname = 'airflow'"))
        if exists.scalar() is None:
            connection.execute(text("create database airflow"))
    engine.dispose()


def passwords_file(settings: Settings) -> Path:
    """Return the JSON of `{user: password}`, readable by its owner only."""
    return airflow_home(settings) / "passwords.json"


def ensure_passwords(settings: Settings) -> dict[str, str]:
    """Return the users' passwords; made up at random the first time and kept since."""
    path = passwords_file(settings)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        passwords = {user: secrets.token_urlsafe(16) for user in USERS}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(passwords, file, indent=1)
    return dict(json.loads(path.read_text()))
