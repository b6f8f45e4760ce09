#pragma once
#include <string>
#include <string_view>

namespace aan::testing {

/// Answers of the API that a C++ test met, judged by the API's document as the functional tests
/// judge theirs, by the same program: `tests/functional/judge.py`. Not for two threads at once.
class ApiJudge {
 public:
  /// One answer. `head`: lines "name: value" with CR LF between; others in it are passed over.
  void saw(std::string_view method, std::string_view path, int status, std::string_view head,
           std::string_view body);
  /// What is wrong with those answers; empty: each is one that the document has. Something is
  /// wrong too when there is none.
  [[nodiscard]] std::string verdict() const;

 private:
  std::string lines_;
};

}  // namespace aan::testing
