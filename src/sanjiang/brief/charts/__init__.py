"""Charts of a brief, a file each, as ECharts options: one drawing for the page, the picture and the paper."""
