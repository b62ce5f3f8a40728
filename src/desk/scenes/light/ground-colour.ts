// The colour of the ground round a city that brings none of its own, as a GLSL text, linear: grass and soil from afar.
export const GROUND_LINEAR = "vec3(0.113, 0.136, 0.096)";
