#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "net/representation.hpp"

namespace aan::net {

/// Headers that every answer carries unless it sets them itself, as ready lines.
class StandingHeaders {
 public:
  StandingHeaders(const std::vector<Header>& security, Duration hsts);
  /// Appends those that `own` does not set; Strict-Transport-Security on https only.
  void append(const std::vector<Header>& own, std::string_view scheme, bool readable_by_all,
              std::string& out) const;

 private:
  struct Line {
    std::string name;
    std::string text;  // "name: value\r\n"
  };
  std::vector<Line> lines_;
  std::string all_;  // every line, for the usual answer that sets none of them
  std::string hsts_;
};

/// What a head needs beyond the representation.
struct HeadFrame {
  const StandingHeaders& standing;
  std::string_view date;
  bool close = false;
  bool readable_by_all = false;  ///< Access-Control-Allow-Origin: *
};

/// Appends status line, headers and the empty line to `out`. Framing headers that a handler set
/// are left out: they are ours to write.
void write_head(const HeadFrame& frame, const Request& request, const Representation& answer,
                std::string& out);

std::string_view reason_phrase(int status);

}  // namespace aan::net
