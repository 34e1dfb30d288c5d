"""Reading, proving and in time forgetting the audit trail; core/guard/audit.py and PostgreSQL write it."""
