project_name: "bank"

constant: connection {
  value: "bigquery"
  export: override_required
}

constant: project {
  value: "a-project"
  export: override_required
}

constant: dataset {
  value: "c360"
  export: override_required
}
