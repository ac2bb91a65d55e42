// output[r][c] = bf16(silu(gate) * up), where gate = input[r][c], up = input[r][columns + c] and
// silu(g) = g / (1 + exp(-g)).
//
// input is [rows][2 * columns] bf16, output [rows][columns] bf16. Everything is computed in f32 and rounded once to
// bf16 (to nearest even); exp and the division are the fast approximations, so a reference in f64 rounded to bf16
// agrees within one unit in the last place of bf16 for |gate| < 80 (beyond it exp may overflow and the result becomes
// 0). One thread an element, a loop over the grid.
#include <cuda_bf16.h>

extern "C" __global__ void __launch_bounds__(256)
    swiglu_cuda(__nv_bfloat16 *__restrict__ output, const __nv_bfloat16 *__restrict__ input, unsigned rows,
                unsigned columns) {
  const unsigned count = rows * columns;
  for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < count; i += gridDim.x * blockDim.x) {
    const unsigned row = i / columns, column = i % columns;
    const size_t first = size_t(row) * 2 * columns + column;
    const float gate = __bfloat162float(input[first]);
    const float up = __bfloat162float(input[first + columns]);
    output[i] = __float2bfloat16_rn(__fdividef(gate, 1.0f + __expf(-gate)) * up);
  }
}
