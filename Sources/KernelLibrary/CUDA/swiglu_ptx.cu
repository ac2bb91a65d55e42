// output[r][c] = bf16(silu(gate) * up), where gate = input[r][c], up = input[r][columns + c] and
// silu(g) = g / (1 + exp(-g)).
//
// The PTX path of swiglu_cuda, with the same tolerance; columns is a multiple of 8 and the pointers are aligned to 16
// bytes. Eight elements a thread, read and written 16 bytes at a time past L1; exp is ex2.approx of the gate times
// -log2(e), the division rcp.approx, the rounding cvt.rn.bf16x2. The grid is (ceil(columns / 2048), rows).
#include "memory.cuh"

__device__ __forceinline__ float swiglu(float gate, float up) {
  float result;
  asm("{ .reg .f32 t;\n"
      "  mul.rn.f32 t, %1, 0fBFB8AA3B;\n"
      "  ex2.approx.ftz.f32 t, t;\n"
      "  add.rn.f32 t, t, 0f3F800000;\n"
      "  rcp.approx.ftz.f32 t, t;\n"
      "  mul.rn.f32 t, t, %1;\n"
      "  mul.rn.f32 %0, t, %2; }"
      : "=f"(result)
      : "f"(gate), "f"(up));
  return result;
}

__device__ __forceinline__ unsigned swiglu_pair(unsigned gate, unsigned up) {
  return pack_bf16(swiglu(low_bf16(gate), low_bf16(up)), swiglu(high_bf16(gate), high_bf16(up)));
}

extern "C" __global__ void __launch_bounds__(256)
    swiglu_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input, unsigned rows,
               unsigned columns) {
  const unsigned row = blockIdx.y;
  const unsigned column = (blockIdx.x * blockDim.x + threadIdx.x) * 8;
  if (row >= rows || column >= columns) return;
  const unsigned short *from = input + size_t(row) * 2 * columns + column;
  const Vector4 gate = load_streaming(from);
  const Vector4 up = load_streaming(from + columns);
  Vector4 result;
  result.x = swiglu_pair(gate.x, up.x);
  result.y = swiglu_pair(gate.y, up.y);
  result.z = swiglu_pair(gate.z, up.z);
  result.w = swiglu_pair(gate.w, up.w);
  store_streaming(output + size_t(row) * columns + column, result);
}
