// The modules that assemblyPlugin.ts makes of AssemblyScript. The source itself is no module of this program.
declare module '*?assembly=simd' {
  /** The binary, in base64. */
  export const code: string;
}
declare module '*?assembly=fma' {
  export const code: string;
}
declare module '*?assembly=threads-simd' {
  export const code: string;
}
declare module '*?assembly=threads-fma' {
  export const code: string;
}
