import { expect, test } from "@playwright/test";
import { INTERPOLATE_GLSL, interpolate } from "../../src/live/motion/interpolation.ts";

// The shader text and its TypeScript twin, on the same numbers: transform feedback gives back what the GPU computed.
test("the motion shader and its twin agree to 0.2 mm and 0.01° over 2,000 pairs of rows", async ({
  page,
}) => {
  let state = 7;
  const random = (low: number, high: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return low + (state / 4294967296) * (high - low);
  };
  const cases = Array.from({ length: 2000 }, () => {
    const a = {
      x: random(0, 256),
      y: random(0, 256),
      z: random(0, 20),
      timeS: random(-6, 0),
      headingRad: random(-3.1, 3.1),
      speedMps: random(0, 25),
    };
    const b = {
      ...a,
      x: a.x + random(-5, 5),
      y: a.y + random(-5, 5),
      z: a.z + random(-1, 1),
      timeS: a.timeS + random(0, 1),
      headingRad: a.headingRad + random(-3, 3),
      speedMps: random(0, 25),
    };
    return { a, b: random(0, 1) < 0.2 ? a : b, timeS: random(-6, 1) };
  });
  const velocity = ({ headingRad, speedMps }: { headingRad: number; speedMps: number }) => [
    Math.cos(headingRad) * speedMps,
    Math.sin(headingRad) * speedMps,
  ];
  const rows = cases.map(({ a, b, timeS }) => [
    ...[a.x, a.y, a.z, a.timeS, b.x, b.y, b.z, b.timeS],
    ...velocity(a),
    ...velocity(b),
    a.headingRad,
    b.headingRad,
    timeS,
  ]);
  await page.goto("about:blank");
  const answers = await page.evaluate(
    ({ text, data }) => {
      const gl = document.createElement("canvas").getContext("webgl2") as WebGL2RenderingContext;
      const shader = (type: number, source: string) => {
        const made = gl.createShader(type) as WebGLShader;
        gl.shaderSource(made, source);
        gl.compileShader(made);
        if (!gl.getShaderParameter(made, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(made) ?? "");
        return made;
      };
      const program = gl.createProgram() as WebGLProgram;
      gl.attachShader(
        program,
        shader(
          gl.VERTEX_SHADER,
          `#version 300 es\nprecision highp float;\nin vec4 a; in vec4 b; in vec4 velocity; in vec2 heading; in float time; out vec4 pose;\n${text}\nvoid main() { pose = interpolateMotion(a, b, velocity, heading, time); gl_Position = vec4(0.0); }`,
        ),
      );
      gl.attachShader(
        program,
        shader(
          gl.FRAGMENT_SHADER,
          "#version 300 es\nprecision highp float;\nout vec4 c;\nvoid main() { c = vec4(0.0); }",
        ),
      );
      gl.transformFeedbackVaryings(program, ["pose"], gl.SEPARATE_ATTRIBS);
      gl.linkProgram(program);
      gl.useProgram(program);
      gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
      gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(data.flat()), gl.STATIC_DRAW);
      for (const [name, size, offset] of [
        ["a", 4, 0],
        ["b", 4, 16],
        ["velocity", 4, 32],
        ["heading", 2, 48],
        ["time", 1, 56],
      ] as const) {
        const at = gl.getAttribLocation(program, name);
        gl.enableVertexAttribArray(at);
        gl.vertexAttribPointer(at, size, gl.FLOAT, false, 60, offset);
      }
      const out = gl.createBuffer();
      gl.bindBuffer(gl.TRANSFORM_FEEDBACK_BUFFER, out);
      gl.bufferData(gl.TRANSFORM_FEEDBACK_BUFFER, data.length * 16, gl.STREAM_READ);
      gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, out);
      gl.enable(gl.RASTERIZER_DISCARD);
      gl.beginTransformFeedback(gl.POINTS);
      gl.drawArrays(gl.POINTS, 0, data.length);
      gl.endTransformFeedback();
      const result = new Float32Array(data.length * 4);
      gl.getBufferSubData(gl.TRANSFORM_FEEDBACK_BUFFER, 0, result);
      return [...result];
    },
    { text: INTERPOLATE_GLSL, data: rows },
  );
  let worstM = 0;
  let worstRad = 0;
  cases.forEach(({ a, b, timeS }, i) => {
    const pose = interpolate(a, b, timeS);
    const [x = 0, y = 0, z = 0, heading = 0] = answers.slice(i * 4, i * 4 + 4);
    worstM = Math.max(worstM, Math.hypot(x - pose.x, y - pose.y, z - pose.z));
    const turn = heading - pose.headingRad;
    worstRad = Math.max(worstRad, Math.abs(turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI))));
  });
  expect(worstM).toBeLessThan(2e-4);
  expect((worstRad * 180) / Math.PI).toBeLessThan(0.01);
});
