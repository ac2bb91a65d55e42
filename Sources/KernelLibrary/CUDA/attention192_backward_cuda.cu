// Gradient of attention for heads of 192 in queries and keys and 128 in values, as in multi-head latent attention.
//
// The definition in attention192_backward_ptx; here p and ds stay f32, and the sums for queries are added one by one.
//
// A warp a key, eight keys a block of 256 threads; the grid is (ceil(keys / 8), heads).
#include <cuda_bf16.h>

constexpr unsigned parts = 192 / 32, value_parts = 128 / 32;

__device__ __forceinline__ float sum_of_lanes(float value) {
  for (unsigned distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(0xffffffff, value, distance);
  return value;
}

extern "C" __global__ void __launch_bounds__(256)
    attention192_backward_cuda(float *__restrict__ dq, __nv_bfloat16 *__restrict__ dk, __nv_bfloat16 *__restrict__ dv,
                               const __nv_bfloat16 *__restrict__ q, const __nv_bfloat16 *__restrict__ k,
                               const __nv_bfloat16 *__restrict__ v, const __nv_bfloat16 *__restrict__ gradient,
                               const float *__restrict__ lse, const float *__restrict__ delta, unsigned queries,
                               unsigned keys, unsigned heads, unsigned causal, float scale) {
  const unsigned key = blockIdx.x * 8 + threadIdx.x / 32, head = blockIdx.y, lane = threadIdx.x % 32;
  if (key >= keys || head >= heads) return;
  const size_t column = size_t(head) * keys + key;
  const unsigned padded = (queries + 63) / 64 * 64;
  const float factor = scale * 1.44269504f;
  float own_key[parts], own_value[value_parts], key_sums[parts] = {}, value_sums[value_parts] = {};
  for (unsigned i = 0; i < parts; i++) own_key[i] = __bfloat162float(k[column * 192 + lane + 32 * i]);
  for (unsigned i = 0; i < value_parts; i++) own_value[i] = __bfloat162float(v[column * 128 + lane + 32 * i]);
  const int first = causal != 0 ? max(0, int(key) + int(queries) - int(keys)) : 0;
  for (unsigned query = first; query < queries; query++) {
    const size_t row = size_t(head) * queries + query;
    float own_query[parts], own_gradient[value_parts], score = 0, change = 0;
    for (unsigned i = 0; i < parts; i++) {
      own_query[i] = __bfloat162float(q[row * 192 + lane + 32 * i]);
      score += own_query[i] * own_key[i];
    }
    for (unsigned i = 0; i < value_parts; i++) {
      own_gradient[i] = __bfloat162float(gradient[row * 128 + lane + 32 * i]);
      change += own_gradient[i] * own_value[i];
    }
    const float p = exp2f(factor * sum_of_lanes(score) - lse[size_t(head) * padded + query]);
    const float ds = p * (sum_of_lanes(change) - delta[size_t(head) * padded + query]);
    for (unsigned i = 0; i < parts; i++) {
      key_sums[i] += ds * own_query[i];
      atomicAdd(dq + row * 192 + lane + 32 * i, ds * own_key[i]);
    }
    for (unsigned i = 0; i < value_parts; i++) value_sums[i] += p * own_gradient[i];
  }
  for (unsigned i = 0; i < parts; i++) dk[column * 192 + lane + 32 * i] = __float2bfloat16(scale * key_sums[i]);
  for (unsigned i = 0; i < value_parts; i++) dv[column * 128 + lane + 32 * i] = __float2bfloat16(value_sums[i]);
}
