#pragma once
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "cli/shop.hpp"

namespace aan::cli {

/// On a terminal, how far it is: on the line that is written over.
class Count {
 public:
  Count(const Common& common, const char* what)
      : is_shown_(isatty(STDERR_FILENO) != 0 && !common.is_json), what_(what) {}
  Count(const Count&) = delete;
  Count& operator=(const Count&) = delete;
  ~Count() {
    if (is_shown_) std::fprintf(stderr, "\r\033[K");
  }
  void show(std::int64_t count) const {
    if (is_shown_) std::fprintf(stderr, "\r\033[K%lld %s", static_cast<long long>(count), what_);
  }

 private:
  bool is_shown_;
  const char* what_;
};

}  // namespace aan::cli
