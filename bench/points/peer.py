"""The same by scikit-learn: python3 peer.py FILE N D METHOD SETTINGS"""
import json
import resource
import sys
import time

import numpy as np
from sklearn.cluster import AgglomerativeClustering, SpectralClustering

file, n, d, method, settings = sys.argv[1:]
settings = json.loads(settings)
points = np.fromfile(file, dtype=np.float32).reshape(int(n), int(d)).astype(np.float64)
k = settings["k"]
if method == "agglomerative":
    model = AgglomerativeClustering(n_clusters=k, linkage=settings["linkage"])
elif settings["affinity"] == "rbf":
    model = SpectralClustering(n_clusters=k, affinity="rbf", gamma=settings["gamma"], random_state=0)
else:
    model = SpectralClustering(
        n_clusters=k, affinity="nearest_neighbors", n_neighbors=settings["neighbours"], random_state=0
    )
began = time.perf_counter()
labels = model.fit_predict(points)
seconds = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "megabytes": peak, "labels": labels.tolist()}))
