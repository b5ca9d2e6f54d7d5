"""Reports on paper: the whole report and the counseling sheet. Takes stored documents, knows no database."""
