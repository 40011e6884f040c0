"""What people read: sentences, tables, diaries."""
