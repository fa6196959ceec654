"""The parameters of LookML, block by block: which this runtime supports, and which it knows and refuses by name.

`lkml` reads any words; this table is what makes a misspelled or unsupported parameter an error instead of something silently ignored.
"""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """What a parameter's value looks like."""

    TEXT = "text"
    YES_NO = "yes or no"
    WORDS = "a list of words"
    PAIRS = "a list of pairs"
    BLOCK = "a block"


Parameters = dict[str, Form | tuple[str, ...]]
"""Forms by the names of parameters; a tuple lists the values allowed."""


def _texts(*names: str) -> Parameters:
    return {name: Form.TEXT for name in names}


def _yes_no(*names: str) -> Parameters:
    return {name: Form.YES_NO for name in names}


def _words(*names: str) -> Parameters:
    return {name: Form.WORDS for name in names}


def _blocks(*names: str) -> Parameters:
    return {name: Form.BLOCK for name in names}


_FIELD: Parameters = {
    **_texts(
        "label", "description", "group_label", "group_item_label", "view_label", "sql", "html", "value_format", "value_format_name",
        "suggest_dimension", "suggest_explore", "order_by_field", "type",
    ),
    **_yes_no("hidden", "can_filter", "suggestable", "primary_key", "case_sensitive", "skip_drill_filter"),
    **_words("tags", "drill_fields", "suggestions", "required_fields"),
    **_blocks("link", "action"),
}  # fmt: skip
_DATES: Parameters = {"datatype": ("date",), "convert_tz": Form.YES_NO}
_SOURCE: Parameters = {
    **_blocks("column", "derived_column", "bind_filters"),
    **_yes_no("bind_all_filters"),
    "filters": Form.PAIRS,
    "sorts": Form.PAIRS,
    "limit": Form.TEXT,
}
_JOIN_TYPES = ("left_outer", "inner", "full_outer", "cross")

SUPPORTED: dict[str, Parameters] = {
    "": {
        **_texts("connection", "label", "persist_with", "persist_for", "include", "project_name"),
        **_yes_no("case_sensitive"),
        "week_start_day": ("monday",),
        **_blocks("view", "explore", "test", "datagroup", "constant", "named_value_format"),
    },
    "constant": {**_texts("value"), "export": ("none", "override_optional", "override_required")},
    "datagroup": _texts("label", "description", "sql_trigger", "max_cache_age", "interval_trigger"),
    "named_value_format": {**_texts("value_format"), **_yes_no("strict_value_format")},
    "view": {
        **_texts("label", "view_label", "sql_table_name"),
        **_words("extends", "drill_fields"),
        "extension": ("required",),
        **_blocks("derived_table", "set", "dimension", "dimension_group", "measure", "filter", "parameter"),
    },
    "set": _words("fields"),
    "derived_table": {
        **_texts("sql", "datagroup_trigger", "sql_trigger_value", "persist_for"),
        **_words("cluster_keys", "partition_keys"),
        **_blocks("explore_source"),
    },
    "explore_source": _SOURCE,
    "column": _texts("field"),
    "derived_column": _texts("sql"),
    "bind_filters": _texts("from_field", "to_field"),
    "dimension": {
        **_FIELD,
        **_DATES,
        **_words("tiers", "bins"),
        "style": ("classic", "interval", "integer", "relational"),
        **_blocks("case"),
    },
    "dimension_group": {**_FIELD, **_DATES, **_words("timeframes", "intervals"), **_texts("sql_start", "sql_end")},
    "case": {**_blocks("when"), **_texts("else")},
    "when": _texts("sql", "label"),
    "measure": {**_FIELD, **_DATES, **_texts("list_field", "percentile", "sql_distinct_key"), "filters": Form.PAIRS},
    "filter": {**_FIELD, **_DATES, "default_value": Form.TEXT},
    "parameter": {**_FIELD, **_DATES, "default_value": Form.TEXT, **_blocks("allowed_value")},
    "allowed_value": _texts("label", "value"),
    "link": _texts("label", "url", "icon_url"),
    "action": {**_texts("label", "url", "icon_url", "form_url"), **_blocks("param", "form_param", "user_attribute_param")},
    "param": _texts("name", "value"),
    "form_param": {
        **_texts("name", "label", "description", "default"),
        "type": ("string", "textarea", "select"),
        **_yes_no("required"),
        **_blocks("option"),
    },
    "option": _texts("name", "label"),
    "user_attribute_param": _texts("user_attribute", "name"),
    "explore": {
        **_texts(
            "label", "description", "group_label", "view_label", "view_name", "from", "persist_with", "persist_for", "sql_always_where",
            "sql_always_having",
        ),
        **_yes_no("hidden"),
        **_words("extends", "always_join", "fields", "tags"),
        "extension": ("required",),
        **_blocks("join", "always_filter", "conditionally_filter", "query"),
    },
    "join": {
        **_texts("from", "view_label", "sql_on", "sql_where", "foreign_key"),
        **_words("fields", "required_joins"),
        "type": _JOIN_TYPES,
        "relationship": ("many_to_one", "one_to_one", "one_to_many", "many_to_many"),
    },
    "always_filter": {"filters": Form.PAIRS},
    "conditionally_filter": {"filters": Form.PAIRS, "unless": Form.WORDS},
    "query": {
        **_texts("label", "description", "limit"),
        **_words("dimensions", "measures", "pivots"),
        "filters": Form.PAIRS,
        "sorts": Form.PAIRS,
    },
    "test": _blocks("explore_source", "assert"),
    "assert": _texts("expression"),
}  # fmt: skip
"""Supported parameters by the key of the block; the empty key is a file."""

_FIELD_REFUSED = (
    "alias", "alpha_sort", "bypass_suggest_restrictions", "full_suggestions", "map_layer_name", "required_access_grants",
    "suggest_persist_for", "units", "fiscal_month_offset", "allow_fill", "can_visualize", "string_datatype", "sql_latitude",
    "sql_longitude", "expression", "fanout_on", "view_name",
)  # fmt: skip
REFUSED: dict[str, tuple[str, ...]] = {
    "": (
        "access_grant", "application", "export_model", "fiscal_month_offset", "localization_settings", "local_dependency",
        "remote_dependency", "map_layer", "new_lookml_runtime", "visualization", "marketplace_ref",
    ),
    "view": ("required_access_grants", "suggestions", "final", "fields_hidden_by_default"),
    "derived_table": (
        "create_process", "sql_create", "increment_key", "increment_offset", "interval_trigger", "materialized_view",
        "publish_as_db_view", "table_compression", "distribution", "distribution_style", "indexes", "sortkeys", "cluster_keys_list",
    ),
    "explore_source": ("expression_custom_filter", "timezone", "bind_filter"),
    "dimension": _FIELD_REFUSED,
    "dimension_group": (*_FIELD_REFUSED, "tiers"),
    "measure": (
        *_FIELD_REFUSED, "allow_approximate_optimization", "approximate", "approximate_threshold", "direction", "precision",
        "based_on", "period", "kind", "value_to_date",
    ),
    "filter": _FIELD_REFUSED,
    "parameter": _FIELD_REFUSED,
    "explore": (
        "access_filter", "aggregate_table", "cancel_grouping_fields", "case_sensitive", "final", "required_access_grants",
        "sql_table_name", "sql_preamble", "symmetric_aggregates",
    ),
    "join": ("outer_only", "required_access_grants", "sql", "sql_table_name", "sql_foreign_key", "view_name"),
    "query": ("expression_custom_filter", "timezone"),
    "assert": (),
}  # fmt: skip
"""Parameters of LookML that are known and refused by name."""
