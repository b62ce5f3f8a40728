// The colour of the ground round a city that brings none of its own, as a GLSL text, linear: grass and soil from afar.
export const GROUND_LINEAR = "vec3(0.120, 0.130, 0.098)";
