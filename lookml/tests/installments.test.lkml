# Every installment once, of principal and interest.

test: installments_have_a_key {
  explore_source: installments {
    column: count { field: fact_loan_schedule.count }
    column: keys { field: fact_loan_schedule.distinct_keys }
  }
  assert: one_row_a_key {
    expression: ${fact_loan_schedule.count} = ${fact_loan_schedule.distinct_keys} ;;
  }
}

test: installments_are_principal_and_interest {
  explore_source: installments {
    column: payment_status { field: fact_loan_schedule.payment_status }
    column: payment_due { field: fact_loan_schedule.total_payment_due }
    column: principal { field: fact_loan_schedule.total_principal_portion }
    column: interest { field: fact_loan_schedule.total_interest_portion }
  }
  assert: adds_up {
    expression: abs(${fact_loan_schedule.total_payment_due} - ${fact_loan_schedule.total_principal_portion}
      - ${fact_loan_schedule.total_interest_portion}) < 1 ;;
  }
}
