"""An Airflow DAG with the papermill provider: data first, then one task per params file, then pages and PDFs.

For those who want Airflow to see, retry and time each notebook. It needs `apache-airflow-providers-papermill`, and the suite
installed in the worker's environment. The last task publishes whatever ran; it repeats no analysis whose inputs are unchanged
since the suite itself ran it, and executes the notebooks once more where it has not.
If one task is enough, keep only `data` and `publish`: `citystats report` runs the notebooks in parallel by itself.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import yaml
from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.providers.papermill.operators.papermill import PapermillOperator

ROOT = Path(os.environ.get("CITYSTATS_ROOT", "/srv/citystats"))
RUN = f"cd {ROOT} && .venv/bin/citystats"

with DAG(
    "citystats",
    schedule="15 6 * * 1-5",
    start_date=datetime(2024, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 1,
        "retry_delay": timedelta(minutes=10),
        "email_on_failure": True,
        "email": ["statistics@example.org"],
    },
) as dag:
    data = BashOperator(task_id="data", bash_command=f"{RUN} build")
    publish = BashOperator(task_id="publish", bash_command=f"{RUN} report", trigger_rule="all_done")
    for params in sorted((ROOT / "params").glob("*/*.yml")):
        notebook, name = params.parent.name, params.stem
        analysis = PapermillOperator(
            task_id=f"{notebook}.{name}",
            input_nb=str(ROOT / "notebooks" / f"{notebook}.ipynb"),
            output_nb=f"/tmp/citystats/{notebook}-{name}.ipynb",
            parameters=yaml.safe_load(params.read_text("utf-8")),
        )
        data >> analysis >> publish
