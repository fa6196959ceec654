explore: dim_customer { label: "Customers" }
