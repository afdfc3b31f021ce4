"""What is drawn: the map and the timeline by Bokeh, the ranges of numbers as SVG."""
