#!/usr/bin/env python3
"""Writes projection.json: nearest neighbours, principal components and trustworthiness by scikit-learn. usage: projection.py > projection.json

Points are not stored but made: u(i, stream) is the hash of dclam.py, in [0, 1). n points of d numbers about c centres: centre (i mod c) has the entries
4 u of stream s, to which u of stream s + 1 is added, and both are rounded to float32 first. A layout has the entries u of its stream; a good one is the points'
first two numbers."""
import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors


def u(count, stream):
    with np.errstate(over='ignore'):
        h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(stream) * np.uint32(0x85EBCA77) + np.uint32(1)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return (h.astype(np.float64) / 2**32).astype(np.float32)


def points(n, d, centres, stream):
    centre = 4 * u(centres * d, stream).reshape(centres, d)
    return (centre[np.arange(n) % centres] + u(n * d, stream + 1).reshape(n, d)).astype(np.float32)


def case(n, d, centres, stream, k, components):
    x = points(n, d, centres, stream).astype(np.float64)
    distances, indices = NearestNeighbors(n_neighbors=k, algorithm='brute').fit(x).kneighbors()
    pca = PCA(components, svd_solver='full').fit(x)
    layouts = []
    for layout in ('chance', 'first', 'pca'):
        y = {'chance': u(2 * n, stream + 2).reshape(n, 2), 'first': x[:, :2], 'pca': PCA(2, svd_solver='full').fit_transform(x)}[layout].astype(np.float32)
        near = NearestNeighbors(n_neighbors=k, algorithm='brute').fit(y).kneighbors(return_distance=False)
        common = np.mean([len(set(a) & set(b)) / k for a, b in zip(near, indices)])
        layouts.append({'layout': layout, 'trustworthiness': trustworthiness(x, y.astype(np.float64), n_neighbors=k), 'preservation': common})
    some = list(range(0, n, max(1, n // 40)))
    return {
        'n': n, 'd': d, 'centres': centres, 'stream': stream, 'k': k,
        'rows': some, 'indices': indices[some].tolist(), 'distances': [[round(v, 7) for v in row] for row in distances[some]],
        'explained': [round(v, 9) for v in pca.explained_variance_ratio_], 'layouts': layouts,
    }


print(json.dumps({'note': __doc__, 'cases': [case(200, 20, 5, 1, 15, 10), case(150, 80, 6, 11, 15, 20), case(400, 3, 1, 21, 5, 3), case(300, 300, 4, 31, 15, 20)]}))
