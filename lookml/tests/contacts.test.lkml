# Every contact once, in one of the channels.

test: contacts_have_a_key {
  explore_source: contacts {
    column: count { field: fact_interaction.count }
    column: keys { field: fact_interaction.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${fact_interaction.count} = ${fact_interaction.distinct_keys} ;;
  }
}

test: contacts_have_a_mood {
  explore_source: contacts {
    column: channel { field: fact_interaction.channel }
    column: average_sentiment { field: fact_interaction.average_sentiment }
  }
  assert: within_bounds {
    expression: ${fact_interaction.average_sentiment} >= -1 AND ${fact_interaction.average_sentiment} <= 1 ;;
  }
}
