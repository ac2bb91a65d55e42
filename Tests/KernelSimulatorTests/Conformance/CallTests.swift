import Testing

/// Functions, their parameters, and calls of themselves.
struct CallTests {
  @Test func parametersAndResults() throws {
    let text = """
      .version 8.5
      .target sm_90a
      .address_size 64
      .func (.param .b32 result) fibonacci(.param .b32 n)
      {
        .reg .b32 %n, %a, %b;
        .reg .pred %p;
        ld.param.u32 %n, [n];
        setp.lt.u32 %p, %n, 2;
        @%p bra SMALL;
        sub.u32 %a, %n, 1;
        {
          .param .b32 argument;
          .param .b32 value;
          st.param.b32 [argument], %a;
          call.uni (value), fibonacci, (argument);
          ld.param.b32 %b, [value];
        }
        sub.u32 %a, %n, 2;
        {
          .param .b32 argument;
          .param .b32 value;
          st.param.b32 [argument], %a;
          call.uni (value), fibonacci, (argument);
          ld.param.b32 %a, [value];
        }
        add.u32 %n, %a, %b;
        SMALL:
        st.param.b32 [result], %n;
        ret;
      }
      .visible .entry calls(.param .u64 output)
      {
        .reg .b64 %out, %offset;
        .reg .b32 %thread, %x;
        mov.u32 %thread, %tid.x;
        ld.param.u64 %out, [output];
        and.b32 %x, %thread, 7;
        {
          .param .b32 argument;
          .param .b32 value;
          st.param.b32 [argument], %x;
          call.uni (value), fibonacci, (argument);
          ld.param.b32 %x, [value];
        }
        mul.wide.u32 %offset, %thread, 4;
        add.u64 %out, %out, %offset;
        st.global.b32 [%out], %x;
        ret;
      }
      """
    let run = try KernelRun(text, buffers: [[UInt8](repeating: 0, count: 128)])
    #expect(run.findings.isEmpty)
    let numbers: [UInt32] = [0, 1, 1, 2, 3, 5, 8, 13]
    #expect(run.words(0, as: UInt32.self) == (0..<32).map { numbers[$0 % 8] })
  }
}
