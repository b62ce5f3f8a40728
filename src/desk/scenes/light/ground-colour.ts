// The colour of the ground round a city that brings none of its own, as a GLSL text, linear: grass and soil from afar.
export const GROUND_LINEAR = "vec3(0.125, 0.142, 0.090)";
