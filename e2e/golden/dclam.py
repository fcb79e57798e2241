#!/usr/bin/env python3
"""Writes networks.json: DCLAM's networks, losses and gradients in float64 by PyTorch's automatic differentiation, written from the definition of the
networks and not from the program that is tested. usage: dclam.py > networks.json

Numbers are not stored but made: u(i, stream) is a hash of two integers in [0, 1), the same in every language, and every value is rounded to float32
first. The j-th array of the encoder has stream j, of the decoder 1000 + j; points 2000, memories 2001. Glorot's reach is sqrt(6/(fan in + fan out))."""
import json
import math
import sys

import numpy as np
import torch
import torch.nn.functional as F

EPSILON, MOMENTUM, LEAK = 1e-3, 0.9, 0.3


def u(count, stream):
    with np.errstate(over='ignore'):
        h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(stream) * np.uint32(0x85EBCA77) + np.uint32(1)
        h ^= h >> np.uint32(16)
        h *= np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
        h *= np.uint32(0xC2B2AE35)
        h ^= h >> np.uint32(16)
    return h.astype(np.float64) / 2**32


def rounded(values):
    return torch.tensor(values.astype(np.float32).astype(np.float64))


def activate(x, name):
    return {'linear': lambda v: v, 'relu': torch.relu, 'leaky': lambda v: F.leaky_relu(v, LEAK)}[name](x)


class Half:
    """Layers over NHWC pictures. Arrays are made as layers are, in order: kernel, bias; gamma, beta, moving mean, moving variance."""

    def __init__(self, first_stream):
        self.first, self.arrays, self.trainable, self.layers = first_stream, [], [], []

    def array(self, shape, make, trainable=True):
        size = int(np.prod(shape))
        value = rounded(make(u(size, self.first + len(self.arrays)))).reshape(shape)
        self.arrays.append(value.requires_grad_(trainable))
        self.trainable.append(trainable)
        return len(self.arrays) - 1

    def weights(self, shape, fan_in, fan_out, outputs):
        reach = math.sqrt(6 / (fan_in + fan_out))
        return self.array(shape, lambda v: reach * (2 * v - 1)), self.array([outputs], lambda v: 0.1 * (2 * v - 1))

    def dense(self, inputs, outputs, activation, shape=None):
        w, b = self.weights([inputs, outputs], inputs, outputs, outputs)

        def run(x, training):
            y = activate(x.reshape(len(x), -1) @ self.arrays[w] + self.arrays[b], activation)
            return y.reshape(len(x), *shape) if shape else y
        return run

    def conv(self, shape, filters, size, stride, activation, padding='same'):
        h, wd, c = shape
        w, b = self.weights([size, size, c, filters], size * size * c, size * size * filters, filters)
        out, pads = extents(h, wd, size, stride, padding)

        def run(x, training):
            top, left, bottom, right = pads
            x = F.pad(x.permute(0, 3, 1, 2), (left, right, top, bottom))
            y = F.conv2d(x, self.arrays[w].permute(3, 2, 0, 1), self.arrays[b], stride)
            return activate(y.permute(0, 2, 3, 1), activation)
        return run, [*out, filters]

    def transposed(self, shape, output, size, stride, activation, padding='same'):
        # A kernel of [size, size, outputs, inputs]: its fans are read off the places that a convolution's have.
        w, b = self.weights([size, size, output[2], shape[2]], size * size * output[2], size * size * shape[2], output[2])
        _, pads = extents(output[0], output[1], size, stride, padding)

        def run(x, training):
            y = F.conv_transpose2d(x.permute(0, 3, 1, 2), self.arrays[w].permute(3, 2, 0, 1), None, stride)
            y = y[:, :, pads[0]:pads[0] + output[0], pads[1]:pads[1] + output[1]]
            y = F.pad(y, (0, output[1] - y.shape[3], 0, output[0] - y.shape[2]))
            return activate(y.permute(0, 2, 3, 1) + self.arrays[b], activation)
        return run

    def norm(self, channels, activation):
        gamma = self.array([channels], lambda v: 1 + 0.2 * (2 * v - 1))
        beta = self.array([channels], lambda v: 0.2 * (2 * v - 1))
        mean = self.array([channels], lambda v: 0.1 * (2 * v - 1), False)
        variance = self.array([channels], lambda v: 1 + 0.5 * v, False)

        def run(x, training):
            m, s = self.arrays[mean], self.arrays[variance]
            if training:
                m, s = x.mean((0, 1, 2)), x.var((0, 1, 2), unbiased=False)
                self.arrays[mean] = MOMENTUM * self.arrays[mean] + (1 - MOMENTUM) * m.detach()
                self.arrays[variance] = MOMENTUM * self.arrays[variance] + (1 - MOMENTUM) * s.detach()
            return activate(self.arrays[gamma] * (x - m) / torch.sqrt(s + EPSILON) + self.arrays[beta], activation)
        return run

    def __call__(self, x, training):
        return chain(self.layers, x, training)


def chain(layers, x, training):
    for layer in layers:
        x = layer(x, training)
    return x


def extents(h, w, size, stride, padding):
    """What leaves a convolution, and (top, left, bottom, right) of its zeros, as TensorFlow has them: of an odd number the larger part comes last."""
    if padding == 'valid':
        return [(h - size) // stride + 1, (w - size) // stride + 1], (0, 0, 0, 0)
    out = [-(-h // stride), -(-w // stride)]
    total = [max(0, (o - 1) * stride + size - i) for o, i in zip(out, (h, w))]
    return out, (total[0] // 2, total[1] // 2, total[0] - total[0] // 2, total[1] - total[1] // 2)


def eae(encoder, decoder, shape, m, widths):
    d = int(np.prod(shape))
    for half, sizes in ((encoder, [d, *widths, m]), (decoder, [m, *widths[::-1], d])):
        half.layers = [half.dense(p, q, 'relu' if i < len(sizes) - 2 else 'linear') for i, (p, q) in enumerate(zip(sizes, sizes[1:]))]


def cae(encoder, decoder, shape, m):
    first, s1 = encoder.conv(shape, 32, 5, 2, 'relu')
    second, s2 = encoder.conv(s1, 64, 5, 2, 'relu')
    by_eight = shape[0] % 8 == 0 and shape[1] % 8 == 0
    padding = 'valid' if not by_eight and all(s >= 3 and s % 2 == 1 for s in s2[:2]) else 'same'
    third, s3 = encoder.conv(s2, 128, 3, 2, 'relu', padding)
    encoder.layers = [first, second, third, encoder.dense(int(np.prod(s3)), m, 'linear')]
    decoder.layers = [
        decoder.dense(m, int(np.prod(s3)), 'relu', s3),
        decoder.transposed(s3, s2, 3, 2, 'relu', padding),
        decoder.transposed(s2, s1, 5, 2, 'relu'),
        decoder.transposed(s1, shape, 5, 2, 'linear'),
    ]


def residual(main, shortcut):
    return lambda x, training: activate(chain(main, x, training) + chain(shortcut, x, training), 'leaky')


def down(half, shape, width, stride):
    first, s = half.conv(shape, width, 3, stride, 'linear')
    main = [first, half.norm(width, 'leaky'), half.conv(s, width, 3, 1, 'linear')[0], half.norm(width, 'linear')]
    shortcut = [] if stride == 1 and shape[2] == width else [half.conv(shape, width, 1, stride, 'linear')[0], half.norm(width, 'linear')]
    return residual(main, shortcut), s


def up(half, shape, output):
    main = [half.transposed(shape, output, 3, 2, 'linear'), half.norm(output[2], 'leaky'), half.conv(output, output[2], 3, 1, 'linear')[0], half.norm(output[2], 'linear')]
    return residual(main, [half.transposed(shape, output, 2, 2, 'linear'), half.norm(output[2], 'linear')])


def rae(encoder, decoder, shape, m):
    stem, s0 = encoder.conv(shape, 32, 3, 1, 'linear')
    encoder.layers = [stem, encoder.norm(32, 'leaky')]
    shapes, at = [s0], s0
    for width in (32, 64):
        for stride in (2, 1):
            block, at = down(encoder, at, width, stride)
            encoder.layers.append(block)
        shapes.append(at)
    encoder.layers.append(encoder.dense(int(np.prod(at)), m, 'linear'))
    decoder.layers = [decoder.dense(m, int(np.prod(at)), 'leaky', at)]
    for width, above in ((64, [*shapes[1][:2], 32]), (32, [*shapes[0][:2], 32])):
        decoder.layers.append(down(decoder, at, width, 1)[0])
        decoder.layers.append(up(decoder, at, above))
        at = above
    decoder.layers.append(decoder.conv(at, shape[2], 3, 1, 'linear')[0])


def attract(z, rho, beta, steps, step):
    for _ in range(steps):
        p = torch.softmax(-beta * ((z[:, None, :] - rho[None]) ** 2).sum(2), 1)
        z = z + step * (p @ rho - z)
    return z


class Adam:
    """Adam (0.9, 0.999, 1e-7), the bias corrections folded into the rate."""

    def __init__(self, arrays):
        self.m, self.s, self.t = [torch.zeros_like(a) for a in arrays], [torch.zeros_like(a) for a in arrays], 0

    def step(self, arrays, gradients, rate):
        self.t += 1
        folded = rate * math.sqrt(1 - 0.999**self.t) / (1 - 0.9**self.t)
        for i, g in enumerate(gradients):
            self.m[i] = 0.9 * self.m[i] + 0.1 * g
            self.s[i] = 0.999 * self.s[i] + 0.001 * g * g
            arrays[i] = (arrays[i].detach() - folded * self.m[i] / (torch.sqrt(self.s[i]) + 1e-7)).requires_grad_(True)
        return arrays


def summary(array):
    flat = array.detach().reshape(-1)
    places = sorted({int(share * len(flat)) for share in (0.0, 0.19, 0.5, 0.77, 0.999)})
    return {'size': len(flat), 'norm': float(flat.norm()), 'largest': float(flat.abs().max()), 'at': places, 'values': [float(flat[i]) for i in places]}


def case(name, build, shape, m, k, n, rows, beta, steps, step, rates):
    d = int(np.prod(shape))
    x = rounded(u(n * d, 2000)).reshape(n, *shape)

    def fresh():
        encoder, decoder = Half(0), Half(1000)
        build(encoder, decoder)
        return encoder, decoder, rounded(2 * u(k * m, 2001) - 1).reshape(k, m).requires_grad_(True)

    def loss_of(encoder, decoder, rho, deep):
        batch = x[rows]
        z = encoder(batch, True)
        y = decoder(attract(z, rho, beta, steps, step) if deep else z, True)
        return ((batch.reshape(len(rows), -1) - y.reshape(len(rows), -1)) ** 2).mean()

    def gradients(loss, encoder, decoder, rho):
        arrays = [a for h in (encoder, decoder) for a, t in zip(h.arrays, h.trainable) if t] + [rho]
        return torch.autograd.grad(loss, arrays, allow_unused=True)

    result = {'name': name, 'shape': shape, 'm': m, 'k': k, 'n': n, 'rows': rows, 'beta': beta, 'steps': steps, 'step': step, 'rates': rates}
    encoder, decoder, rho = fresh()
    with torch.no_grad():
        z = encoder(x, False)
        y = decoder(z, False)
        result['codes'] = z.reshape(-1).tolist()
        result['decoded'] = summary(y)
        result['squaredError'] = float(((x.reshape(n, -1) - y.reshape(n, -1)) ** 2).sum())
    for key, deep in (('pretraining', False), ('dclam', True)):
        encoder, decoder, rho = fresh()
        loss = loss_of(encoder, decoder, rho, deep)
        g = gradients(loss, encoder, decoder, rho)
        result[key] = {'loss': float(loss), 'gradients': [summary(a) for a in g[:-1]]}
        if deep:
            result[key]['memories'] = g[-1].reshape(-1).tolist()
            result['moving'] = [summary(a) for h in (encoder, decoder) for a, t in zip(h.arrays, h.trainable) if not t]
    encoder, decoder, rho = fresh()
    places = [[i for i, t in enumerate(h.trainable) if t] for h in (encoder, decoder)]
    optimisers = [Adam([h.arrays[i] for i in at]) for h, at in zip((encoder, decoder), places)] + [Adam([rho])]
    losses = []
    for _ in range(4):
        loss = loss_of(encoder, decoder, rho, True)
        losses.append(float(loss))
        g = list(gradients(loss, encoder, decoder, rho))
        for half, at, optimiser, rate in zip((encoder, decoder), places, optimisers, rates):
            for i, a in zip(at, optimiser.step([half.arrays[i] for i in at], [g.pop(0) for _ in at], rate)):
                half.arrays[i] = a
        rho = optimisers[2].step([rho], g, rates[2])[0]
    result['training'] = {'losses': losses, 'memories': rho.detach().reshape(-1).tolist()}
    return result


def main():
    torch.set_default_dtype(torch.float64)
    rates = [1e-4, 1e-3, 1e-2]
    cases = []
    for widths in ([6, 9], [37]):
        shape = [1, 1, 7]
        cases.append({'network': widths, **case('eae ' + '–'.join(map(str, widths)), lambda e, d: eae(e, d, shape, 3, widths), shape, 3, 4, 9, [8, 0, 3, 5, 2], 0.7, 6, 0.2, rates)})
    for kind, build, shape in (('cae', cae, [8, 8, 1]), ('cae', cae, [12, 12, 1]), ('cae', cae, [9, 7, 3]), ('rae', rae, [8, 8, 1]), ('rae', rae, [9, 7, 3])):
        made = case(f'{kind} {shape[0]}×{shape[1]}×{shape[2]}', lambda e, d: build(e, d, shape, 5), shape, 5, 4, 6, [5, 0, 3, 1], 0.5, 15, 0.15, rates)
        cases.append({'network': kind, **made})
    note = ('float64; losses are means over rows and entries; gradients in the order kernel, bias; gamma, beta of each layer, encoder then decoder; moving: the moving means and '
            'variances after one step; training: losses of four steps of Adam with rates of encoder, decoder and memories, and the memories after them; how numbers are made is said in dclam.py')
    rounded_text = json.loads(json.dumps({'note': note, 'cases': cases}), parse_float=lambda s: float(f'{float(s):.10g}'))
    json.dump(rounded_text, sys.stdout, ensure_ascii=False)


main()
