include: "/views/generated/dim_product.view.lkml"

view: +dim_product {
  label: "Product"

  measure: count {
    label: "Products in the Catalog"
    drill_fields: [product_name, product_type, product_category]
  }
}
