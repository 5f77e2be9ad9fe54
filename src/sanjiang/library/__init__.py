"""The library: processes, regions and the atlas, loaded from cited data files, checked, looked up."""
