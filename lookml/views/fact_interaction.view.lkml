include: "/views/generated/fact_interaction.view.lkml"
