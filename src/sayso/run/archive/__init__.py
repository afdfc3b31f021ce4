"""Archives: reports read by the million, on one machine or many, into Parquet parts that are each made exactly once."""
