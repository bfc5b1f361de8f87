"""What a query may be made of, by the names that DuckDB's parse tree gives. What is not here is refused."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Each gives the same for the same arguments and nothing that is much longer than they are, or stands in TEXTS below.
_GROUPS = """
    sum fsum kahan_sum sumkahan avg mean favg count count_star count_if min max median quantile_cont quantile_disc
    stddev stddev_samp stddev_pop variance var_samp var_pop corr bool_and bool_or
    first last any_value arg_min arg_max min_by max_by string_agg
"""
_WINDOWS = "row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value"
_NUMBERS = """
    + - * / // % ** ^ abs round floor ceil ceiling trunc sqrt ln log log10 log2 exp pow power sign mod
    greatest least nullif ifnull coalesce if isnan isfinite isinf
"""
_DATES = """
    date_part datepart year month day quarter week date_trunc date_diff datediff make_date strptime last_day
    to_years to_months to_days
"""
_TESTS = """
    ~~ !~~ ~~* !~~* ~~~ like_escape not_like_escape ilike_escape not_ilike_escape length strlen strpos position instr
    contains starts_with ends_with prefix suffix regexp_matches regexp_full_match
"""
_PARTS = "lower upper trim ltrim rtrim substring substr left right split_part regexp_extract"

AGGREGATES = _set(_GROUPS) - {"count_star"}

# What these give may be longer than their arguments, so that each is watched while the query runs.
GROWING = _set("|| concat concat_ws replace lpad rpad strftime string_agg")
TEXTS = GROWING | _set(_PARTS)
FUNCTIONS = TEXTS | _set(_GROUPS + _WINDOWS + _NUMBERS + _DATES + _TESTS)

# Aggregates that give what they happen to meet first: exact only in an order that leaves nothing open.
FIRST_MET = _set("first last any_value arg_min arg_max min_by max_by string_agg")
# Those that mean nothing without an order.
ORDERED = _set("first last string_agg row_number ntile lag lead first_value last_value nth_value")
# Sums of floats that do not depend on the order of rows.
EXACT = {"sum": "fsum", "avg": "favg", "mean": "favg"}

NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE"})
TABLES = frozenset({"BASE_TABLE", "JOIN", "SUBQUERY", "EMPTY", "EXPRESSION_LIST"})
JOINS = frozenset({"REGULAR", "NATURAL", "CROSS"})
MODIFIERS = frozenset({"ORDER_MODIFIER", "LIMIT_MODIFIER", "DISTINCT_MODIFIER"})
CLASSES = _set("BETWEEN CASE CAST COLUMN_REF COMPARISON CONJUNCTION CONSTANT FUNCTION OPERATOR STAR SUBQUERY TYPE WINDOW")
OPERATORS = _set(
    "OPERATOR_NOT OPERATOR_IS_NULL OPERATOR_IS_NOT_NULL OPERATOR_COALESCE COMPARE_IN COMPARE_NOT_IN GROUPING_FUNCTION"
)
TYPES = _set(
    "varchar text string char bool boolean tinyint smallint integer int bigint hugeint utinyint usmallint uinteger ubigint "
    "float real double decimal numeric date timestamp interval int1 int2 int4 int8 float4 float8"
)
LITERALS = frozenset({"INTEGER", "NUMERIC", "STRING", "BOOLEAN", "NULL_LITERAL"})
CLOCK = _set(
    "current_date current_time current_timestamp localtime localtimestamp current_user session_user user current_role "
    "current_catalog current_schema"
)
