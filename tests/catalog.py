"""What a PostgreSQL database is made of, as sentences that two databases can be compared by."""

from django.db.backends.base.base import BaseDatabaseWrapper

PARTS = {
    "column": """
        SELECT format('%s.%s: %s %s%s default %s identity %s generated %s compression %s collation %s comment %s',
                      c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
                      CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, pg_get_expr(d.adbin, d.adrelid),
                      a.attidentity, a.attgenerated, a.attcompression, a.attcollation::regcollation,
                      col_description(c.oid, a.attnum))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0
           AND NOT a.attisdropped""",
    "relation": """
        SELECT format('%s: kind %s persistence %s options %s comment %s', relname, relkind, relpersistence, reloptions,
                      obj_description(oid, 'pg_class'))
          FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "constraint": """
        SELECT format('%s on %s: %s validated %s', conname, conrelid::regclass, pg_get_constraintdef(oid), convalidated)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "index": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "sequence": """
        SELECT format('%s: %s start %s by %s between %s and %s cycle %s', sequencename, data_type, start_value,
                      increment_by, min_value, max_value, cycle)
          FROM pg_sequences WHERE schemaname = 'public'""",
    "trigger": """
        SELECT format('%s enabled %s comment %s', pg_get_triggerdef(oid), tgenabled, obj_description(oid, 'pg_trigger'))
          FROM pg_trigger WHERE NOT tgisinternal""",
    "function": """
        SELECT format('%s comment %s', pg_get_functiondef(oid), obj_description(oid, 'pg_proc'))
          FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')""",
    "extension": "SELECT extname::text FROM pg_extension",
}


def catalog(connection: BaseDatabaseWrapper) -> set[str]:
    """Every column, constraint, index, sequence, trigger and function of a database, one sentence each."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for kind, question in PARTS.items():
            cursor.execute(question)
            found |= {f"{kind} {row[0]}" for row in cursor.fetchall()}
    return found
