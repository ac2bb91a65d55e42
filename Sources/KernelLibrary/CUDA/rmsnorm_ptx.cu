// output[r][c] = bf16(x * rsqrt(mean(x^2) + epsilon) * weight[c]), where x = input[r][c].
//
// The PTX path of rmsnorm_cuda, with the same tolerance; columns is a multiple of 8 and the pointers are aligned to 16
// bytes. Eight elements a load past L1, up to four loads a thread kept in registers, so that a row of up to 8192
// elements is read from memory once (what lies beyond is read again); the weights stay in L1. One block of 256 threads
// a row.
#include "memory.cuh"

constexpr unsigned kept = 4;
constexpr unsigned span = 256 * 8;

__device__ __forceinline__ float add_squares(unsigned pair, float sum) {
  float result;
  asm("{ .reg .f32 t; fma.rn.f32 t, %1, %1, %3; fma.rn.f32 %0, %2, %2, t; }"
      : "=f"(result)
      : "f"(low_bf16(pair)), "f"(high_bf16(pair)), "f"(sum));
  return result;
}

__device__ __forceinline__ float add_squares(Vector4 value, float sum) {
  return add_squares(value.w, add_squares(value.z, add_squares(value.y, add_squares(value.x, sum))));
}

__device__ __forceinline__ unsigned normalise(unsigned pair, unsigned weight, float factor) {
  return pack_bf16(low_bf16(pair) * factor * low_bf16(weight), high_bf16(pair) * factor * high_bf16(weight));
}

__device__ __forceinline__ Vector4 normalise(Vector4 value, Vector4 weight, float factor) {
  Vector4 result;
  result.x = normalise(value.x, weight.x, factor);
  result.y = normalise(value.y, weight.y, factor);
  result.z = normalise(value.z, weight.z, factor);
  result.w = normalise(value.w, weight.w, factor);
  return result;
}

extern "C" __global__ void __launch_bounds__(256)
    rmsnorm_ptx(unsigned short *__restrict__ output, const unsigned short *__restrict__ input,
                const unsigned short *__restrict__ weight, unsigned rows, unsigned columns, float epsilon) {
  __shared__ float warp_sums[8];
  const unsigned row = blockIdx.x;
  if (row >= rows) return;
  input += size_t(row) * columns;
  output += size_t(row) * columns;
  const unsigned first = threadIdx.x * 8;

  Vector4 values[kept];
  float sum = 0;
#pragma unroll
  for (unsigned i = 0; i < kept; i++) {
    values[i] = Vector4{0, 0, 0, 0};
    if (first + i * span < columns) values[i] = load_streaming(input + first + i * span);
  }
#pragma unroll
  for (unsigned i = 0; i < kept; i++) sum = add_squares(values[i], sum);
#pragma unroll 1
  for (unsigned column = first + kept * span; column < columns; column += span)
    sum = add_squares(load_streaming(input + column), sum);

#pragma unroll
  for (unsigned distance = 16; distance > 0; distance /= 2) {
    float other;
    asm volatile("shfl.sync.bfly.b32 %0, %1, %2, 0x1f, 0xffffffff;" : "=f"(other) : "f"(sum), "r"(distance));
    sum += other;
  }
  if (threadIdx.x % 32 == 0) warp_sums[threadIdx.x / 32] = sum;
  asm volatile("bar.sync 0;" : : : "memory");

  float total = 0;
#pragma unroll
  for (unsigned warp = 0; warp < 8; warp++) total += warp_sums[warp];
  float factor;
  asm("{ .reg .f32 mean; div.rn.f32 mean, %1, %2; add.rn.f32 mean, mean, %3; rsqrt.approx.f32 %0, mean; }"
      : "=f"(factor)
      : "f"(total), "f"(float(columns)), "f"(epsilon));

#pragma unroll
  for (unsigned i = 0; i < kept; i++) {
    const unsigned column = first + i * span;
    if (column < columns)
      store_streaming(output + column, normalise(values[i], load_shared_by_many(weight + column), factor));
  }
#pragma unroll 1
  for (unsigned column = first + kept * span; column < columns; column += span)
    store_streaming(output + column,
                    normalise(load_streaming(input + column), load_shared_by_many(weight + column), factor));
}
