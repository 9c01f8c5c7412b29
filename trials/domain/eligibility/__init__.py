"""Rules on who may enter: by which definition a trial calls its patients ACLF."""
