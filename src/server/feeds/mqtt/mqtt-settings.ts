// Settings of every feed that comes over MQTT. Passwords are named, never written: the file may be read by others.

import { z } from "zod";

export const mqttSettings = {
  url: z
    .string()
    .regex(/^(mqtts?|wss?):\/\/[^/@\s]+(\/\S*)?$/, "mqtt://host:port without a user or password in it")
    .optional()
    .describe("The city's broker; absent = the one in this process."),
  username: z.string().optional(),
  passwordEnv: z
    .string()
    .regex(/^[A-Z_][A-Z0-9_]*$/)
    .optional()
    .describe("Name of the environment variable that holds the password."),
  caFile: z.string().optional().describe("PEM file of the authority behind the broker's certificate."),
  qos: z.union([z.literal(0), z.literal(1)]).default(1),
};

export const mqttSettingsSchema = z.object(mqttSettings);
export type MqttSettings = z.output<typeof mqttSettingsSchema>;
