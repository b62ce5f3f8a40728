declare module "gltf-validator" {
  export function validateBytes(
    bytes: Uint8Array,
    options?: object,
  ): Promise<{
    issues: {
      numErrors: number;
      numWarnings: number;
      messages: { code: string; severity: number; message: string; pointer?: string }[];
    };
  }>;
}
