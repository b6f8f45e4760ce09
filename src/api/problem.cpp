#include "api/problem.hpp"

#include "api/json_writer.hpp"
#include "base/text.hpp"
#include "net/failure_log.hpp"
#include "net/head_writer.hpp"
#include "net/status.hpp"

namespace aan::api {
namespace {

// The sentence when the place of the error had none for strangers.
std::string_view general_sentence(Errc code) {
  switch (code) {
    case Errc::invalid: return "The request cannot be accepted as it is.";
    case Errc::unauthenticated: return "Say who you are first.";
    case Errc::forbidden: return "This is not allowed.";
    case Errc::not_found: return "There is nothing here.";
    case Errc::conflict: return "The state of things does not allow this now.";
    case Errc::gone: return "This was here and is no more.";
    case Errc::too_large: return "What was sent is too large.";
    case Errc::limited: return "This was asked too often.";
    case Errc::unavailable: return "This cannot be done now. Try again in a moment.";
    case Errc::timeout: return "This took too long. Try again.";
    case Errc::upstream_rejected:
    case Errc::upstream_malformed: return "Another service that is needed for this did not help.";
    case Errc::corrupt:
    case Errc::internal: break;
  }
  return "Something went wrong in this shop. It was written down.";
}

// The machine word of a problem: the error's reason, or its kind, or the status where the kind
// says less than the status does (405, 415).
std::string word_of(int status, const Error& error) {
  if (!error.reason.empty()) return error.reason;
  if (net::status_of(error) == status) return std::string(name_of(error.code));
  std::string word = lower_ascii(net::reason_phrase(status));
  for (char& c : word)
    if (c == ' ') c = '_';
  return word;
}

net::Response render(const net::Request& request, int status, const Problem& problem) {
  const Error& error = problem.error;
  const std::string word = word_of(status, error);
  JsonWriter out;
  out.begin_object();
  out.field("type", "urn:aan:problem:" + word);
  out.field("title", net::reason_phrase(status));
  out.field("status", static_cast<std::int64_t>(status));
  out.field("detail",
            error.safe.empty() ? general_sentence(error.code) : std::string_view(error.safe));
  out.field("instance", "urn:aan:request:" + request.request_id);
  out.field("reason", word);
  if (!problem.findings.empty()) {
    out.key("errors").begin_array();
    for (const Finding& one : problem.findings) {
      out.begin_object();
      if (one.parameter.empty())
        out.field("pointer", one.pointer);
      else
        out.field("parameter", one.parameter);
      out.field("detail", one.detail).end_object();
    }
    out.end_array();
  }
  out.end_object();
  net::Response response = net::Response::problem(out.take(), status);
  response.make_private();
  if (error.retry_after_s) response.set("retry-after", std::to_string(*error.retry_after_s));
  return response;
}

}  // namespace

Problem bad_request(std::vector<Finding> findings) {
  Problem problem;
  problem.error.code = Errc::invalid;
  problem.error.step = "api.request";
  problem.error.reason = "request";
  problem.error.safe = findings.front().detail;
  problem.error.detail =
      findings.front().pointer + findings.front().parameter + ": " + findings.front().detail;
  problem.findings = std::move(findings);
  return problem;
}

net::Response render_problem(const net::Request& request, int status, const Error& error) {
  return render(request, status, Problem(error));
}

net::Response render_problem(const net::Request& request, const Problem& problem) {
  const int status = net::status_of(problem.error);
  net::log_failure(request, status, problem.error);
  return render(request, status, problem);
}

}  // namespace aan::api
