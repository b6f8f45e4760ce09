#pragma once
#include <cstdio>
#include <cstdlib>

// A claim about our own code that stays on in release (money, ledger, codec invariants).
// Never about input: bad input is a Result.
#define AAN_CHECK(claim)                                                               \
  do {                                                                                 \
    if (!(claim)) [[unlikely]] {                                                       \
      std::fprintf(stderr, "check failed at %s:%d: %s\n", __FILE__, __LINE__, #claim); \
      std::abort();                                                                    \
    }                                                                                  \
  } while (false)
