"""docker-compose.yml can be read, asks for every password, and watches every service."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.dags.conftest import PROJECT_ROOT

COMPOSE = PROJECT_ROOT / "docker-compose.yml"
REQUIRED = re.findall(r"\$\{(\w+):\?", COMPOSE.read_text())


def _docker_compose(**environment: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("docker") is None:
        pytest.skip("docker is not on this machine")
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode != 0:
        pytest.skip("docker on this machine has no compose")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        ["docker", "compose", "--env-file", os.devnull, "--file", str(COMPOSE), "config", "-q"],
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def _services() -> dict:
    return yaml.safe_load(COMPOSE.read_text())["services"]


def test_docker_compose_takes_the_file():
    result = _docker_compose(**dict.fromkeys(REQUIRED, "/x"))
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("name", sorted(set(REQUIRED)))
def test_docker_compose_refuses_to_start_without(name):
    others = {other: "/x" for other in REQUIRED if other != name}
    assert name in _docker_compose(**others).stderr


def test_no_password_or_secret_has_a_default():
    secrets = re.findall(r"\$\{(\w*(?:PASSWORD|SECRET|KEY)\w*)([^}]*)\}", COMPOSE.read_text())
    assert secrets
    assert [name for name, rest in secrets if not rest.startswith(":?")] == []


def test_every_service_that_stays_has_a_health_check():
    unwatched = {name for name, service in _services().items() if "healthcheck" not in service}
    assert unwatched == {"init"}


def test_nothing_is_open_to_other_machines():
    ports = [port for service in _services().values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_the_image_copies_exists():
    dockerfile = (PROJECT_ROOT / "dags/padan_airflow/Dockerfile").read_text()
    copied = [
        name for line in re.findall(r"^COPY (.+) \S+$", dockerfile, re.M) for name in line.split()
    ]
    assert [name for name in copied if not (PROJECT_ROOT / Path(name)).exists()] == []
