"""Ring 4: a real JupyterLab in headless Chromium. What a page does is tested here, and nothing else is."""
