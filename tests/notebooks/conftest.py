collect_ignore_glob = ["fixtures/*"]  # some of these notebooks fail on purpose; the tests run them where that is meant
