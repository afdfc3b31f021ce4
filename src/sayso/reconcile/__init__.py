"""Many reports, one record: which reports are copies, which claims are about one event, where they differ."""
