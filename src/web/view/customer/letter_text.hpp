#pragma once
#include <string>

namespace aan::web {

/// What is mailed: a line, and the same words as text and as a document of its own.
struct LetterText {
  std::string subject;
  std::string text;
  std::string html;
};

}  // namespace aan::web
