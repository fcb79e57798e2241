/** Each point is one vertex, drawn as a sprite whose disc is cut out by the fragment shader. */

export const vertexShader = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
layout(location = 0) in vec2 from;
layout(location = 1) in vec2 to;
layout(location = 2) in uint index;
layout(location = 3) in uint marks;
uniform float progress;
uniform vec2 scale;
uniform vec2 shift;
uniform float side;
uniform bool onlyStanding;
uniform bool onlyDimmed;
uniform sampler2D palette;
flat out vec3 colour;
flat out float hollow;
void main() {
  bool stands = (marks & 1u) == 1u;
  bool drawn = (stands && !onlyDimmed) || (!stands && !onlyStanding);
  gl_Position = drawn ? vec4(mix(from, to, progress) * scale + shift, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = side;
  colour = texelFetch(palette, ivec2(int(index), 0), 0).rgb;
  hollow = (marks & 2u) == 2u ? 1.0 : 0.0;
}`;

export const fragmentShader = `#version 300 es
precision highp float;
uniform float side;
uniform float radius;
uniform float border;
uniform float ring;
uniform float opacity;
uniform vec3 paper;
flat in vec3 colour;
flat in float hollow;
out vec4 result;
void main() {
  float away = length(gl_PointCoord - 0.5) * side;
  float cover = clamp(radius + border + 0.5 - away, 0.0, 1.0);
  float fill = clamp(radius + 0.5 - away, 0.0, 1.0) * (1.0 - hollow * clamp(radius - ring + 0.5 - away, 0.0, 1.0));
  float alpha = cover * opacity;
  // Blending is of premultiplied colours.
  result = vec4(mix(paper, colour, fill) * alpha, alpha);
}`;
