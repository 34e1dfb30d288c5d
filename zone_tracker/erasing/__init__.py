"""个人信息删除: the pages on which one person asks and another decides, for people of every room."""
