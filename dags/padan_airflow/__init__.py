"""What the DAGs share, and the Airflow services of one machine; no step of the flow is in here."""
