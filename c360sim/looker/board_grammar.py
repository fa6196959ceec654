"""The parameters of LookML dashboards: which make the rows, which only say how they look, and which are refused by name."""

from __future__ import annotations

COLUMNS = 24
"""Columns of the newspaper layout."""

TYPES = (
    "looker_area", "looker_bar", "looker_boxplot", "looker_column", "looker_donut_multiples", "looker_funnel", "looker_google_map",
    "looker_grid", "looker_line", "looker_pie", "looker_scatter", "looker_single_record", "looker_timeline", "looker_waterfall",
    "looker_wordcloud", "single_value", "table", "text",
)  # fmt: skip

_PLACE = ("row", "col", "width", "height", "tab_name")
_AXES = (
    "x_axis_gridlines", "y_axis_gridlines", "show_view_names", "show_y_axis_labels", "show_y_axis_ticks", "y_axis_tick_density",
    "y_axis_tick_density_custom", "show_x_axis_label", "show_x_axis_ticks", "y_axis_scale_mode", "x_axis_reversed", "y_axis_reversed",
    "plot_size_by_field", "trellis", "stacking", "limit_displayed_rows", "limit_displayed_rows_values", "legend_position", "point_style",
    "show_value_labels", "label_density", "x_axis_scale", "y_axis_combined", "ordering", "show_null_labels", "show_null_points",
    "show_totals_labels", "show_silhouette", "totals_color", "y_axes", "x_axis_label", "x_axis_zoom", "y_axis_zoom", "y_axis_labels",
    "y_axis_min", "y_axis_max", "y_axis_value_format", "x_axis_datetime_label", "interpolation", "column_spacing_ratio",
    "column_group_spacing_ratio", "reference_lines", "trend_lines", "swap_axes", "size_by_field", "cluster_points", "hide_legend",
    "font_size", "label_value_format", "label_rotation", "label_color", "discontinuous_nulls", "trellis_rows",
)  # fmt: skip
_COLORS = (
    "color_application", "series_colors", "series_labels", "series_types", "series_value_format", "series_point_styles", "colors",
    "custom_color", "custom_color_enabled", "series_cell_visualizations", "series_text_format", "series_column_widths",
    "series_collapsed", "advanced_vis_config", "map",
)  # fmt: skip
_SINGLE = (
    "show_single_value_title", "single_value_title", "value_format", "show_comparison", "comparison_type",
    "comparison_reverse_colors", "show_comparison_label", "comparison_label", "enable_conditional_formatting",
    "conditional_formatting", "conditional_formatting_include_totals", "conditional_formatting_include_nulls", "text_color",
)  # fmt: skip
_TABLE = (
    "show_row_numbers", "transpose", "truncate_text", "truncate_header", "truncate_column_names", "hide_totals", "hide_row_totals",
    "size_to_fit", "table_theme", "header_text_alignment", "header_font_size", "rows_font_size", "column_order", "show_totals",
    "show_row_totals", "header_background_color", "header_font_color", "pinned_columns", "minimum_column_width",
)  # fmt: skip
_PIE = ("value_labels", "label_type", "inner_radius", "start_angle", "end_angle", "charts_across", "show_percent")
_FUNNEL = ("leftAxisLabelVisible", "rightAxisLabelVisible", "smoothedBars", "orientation", "labelPosition", "percentType",
           "percentPosition", "valuePosition", "groupBars", "labelSize", "showLegend")  # fmt: skip

_NOTES = (
    "title", "title_text", "subtitle_text", "body_text", "title_hidden", "note_state", "note_display", "note_text", "refresh",
    "hidden_fields", "hidden_points_if_no", "query_timezone", "defaults_version",
)  # fmt: skip

USED: dict[str, tuple[str, ...]] = {
    "dashboard": ("dashboard", "elements", "extends", "extension", "filters"),
    "filter": ("name", "default_value", "explore", "field"),
    "element": (
        "name", "type", "model", "explore", "fields", "pivots", "filters", "sorts", "limit", "column_limit", "total", "row_total",
        "dynamic_fields", "listen",
    ),
    "dynamic field": ("table_calculation", "expression", "category"),
}  # fmt: skip
"""Parameters that make the rows."""
WITHOUT_EFFECT: dict[str, tuple[str, ...]] = {
    "dashboard": (
        "title", "description", "layout", "preferred_viewer", "preferred_slug", "refresh", "auto_run", "crossfilter_enabled",
        "filters_bar_collapsed", "filters_location_top", "enable_viz_full_screen", "tabs", "embed_style", "query_timezone",
    ),
    "filter": ("title", "type", "model", "allow_multiple_values", "required", "ui_config", "listens_to_filters", "tab_names"),
    "element": (*_NOTES, *_PLACE, *_AXES, *_COLORS, *_SINGLE, *_TABLE, *_PIE, *_FUNNEL),
    "dynamic field": ("label", "description", "value_format", "value_format_name", "_kind_hint", "_type_hint", "id"),
}  # fmt: skip
"""Parameters that change no row: how a dashboard looks, and how its filters are offered."""
REFUSED: dict[str, tuple[str, ...]] = {
    "dashboard": ("rows", "tile_size", "width"),
    "filter": (),
    "element": ("fill_fields", "filter_expression", "merged_queries", "subtotals"),
    "dynamic field": ("args", "based_on", "calculation_type", "filters", "filter_expression", "is_disabled", "source_field"),
}  # fmt: skip
"""Parameters that would change rows or their place, and that this runtime refuses unless they are empty."""
