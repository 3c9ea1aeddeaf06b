"""docker-compose.yml can be read, asks for every password, and watches every service."""

import importlib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
import yaml

from pipelines.settings import Settings
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


def _airflow_services() -> dict:
    """What runs on our image, whose entry point is `airflow`."""
    return {name: one for name, one in _services().items() if "build" in one}


def _environment() -> dict[str, str]:
    environments = [service["environment"] for service in _airflow_services().values()]
    assert all(environment == environments[0] for environment in environments)
    return environments[0]


def _checks(service: dict) -> Iterator[list[str]]:
    if "healthcheck" in service:
        how, *words = service["healthcheck"]["test"]
        assert how in ("CMD", "CMD-SHELL")
        yield words if how == "CMD" else shlex.split(words[0])


def _parsed(words: list[str]) -> object:
    from airflow.cli.cli_parser import get_parser

    return get_parser().parse_args([word.replace("$${HOSTNAME}", "here") for word in words])


@pytest.mark.parametrize("name", sorted(_airflow_services()))
def test_airflow_knows_the_command_of_every_service(name):
    assert _parsed(_services()[name]["command"]).func


@pytest.mark.parametrize("name", sorted(_services()))
def test_every_health_check_is_a_command_of_its_image(name):
    for program, *words in _checks(_services()[name]):
        if program == "airflow":
            assert _parsed(words).func
        else:
            dockerfile = (PROJECT_ROOT / "dags/padan_airflow/Dockerfile").read_text()
            assert program in ("pg_isready" if name == "postgres" else dockerfile)


def test_a_command_that_airflow_does_not_know_is_seen():
    with pytest.raises(SystemExit):
        _parsed(["webserver"])


def test_airflow_knows_every_option_that_is_set():
    from airflow.configuration import conf

    options = [name.split("__")[1:] for name in _environment() if name.startswith("AIRFLOW__")]
    assert options
    known = conf.configuration_description
    unknown = [
        (section, key)
        for section, key in options
        if key.lower() not in known.get(section.lower(), {}).get("options", {})
    ]
    assert unknown == []


def test_classes_that_airflow_is_told_to_load_exist():
    for option in ("AIRFLOW__CORE__EXECUTOR", "AIRFLOW__LOGGING__LOGGING_CONFIG_CLASS"):
        module, _, name = _environment()[option].rpartition(".")
        assert hasattr(importlib.import_module(module), name)


def test_every_setting_of_ours_is_one_that_there_is():
    ours = {name for name in _environment() if name.startswith("PADAN_")}
    assert ours <= {f"PADAN_{name.upper()}" for name in Settings.model_fields}
    named = re.findall(r"^#(PADAN_\w+)=", (PROJECT_ROOT / ".env.example").read_text(), re.M)
    assert ours <= set(named)


def test_what_padan_writes_lies_on_a_volume():
    for service in _airflow_services().values():
        mounted = [PurePosixPath(volume.rpartition(":")[2]) for volume in service["volumes"]]
        for setting in ("PADAN_HOME", "PADAN_LANDING", "PADAN_OUT"):
            folder = PurePosixPath(_environment()[setting])
            assert any(folder.is_relative_to(place) for place in mounted), setting


def test_what_services_name_is_declared():
    compose = yaml.safe_load(COMPOSE.read_text())
    for service in compose["services"].values():
        volumes = [volume.partition(":")[0] for volume in service["volumes"]]
        assert {v for v in volumes if re.match(r"[a-z]", v)} <= set(compose["volumes"])
        assert {one["source"] for one in service.get("configs", [])} <= set(compose["configs"])
        assert set(service.get("depends_on", {})) <= set(compose["services"])


def test_who_installs_reads_at_the_head_what_every_variable_is():
    head = COMPOSE.read_text().partition("\nname:")[0]
    used = set(re.findall(r"(?<!\$)\$\{(\w+)", COMPOSE.read_text()))
    assert {name for name in used if name not in head} == {"PADAN_VERSION"}
