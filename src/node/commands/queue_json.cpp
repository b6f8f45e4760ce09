#include "node/commands/queue_json.hpp"

#include <boost/json.hpp>

#include "node/commands/command_parts_json.hpp"

namespace aan::node {
namespace {

namespace json = boost::json;
using ports::Queue;

constexpr std::int64_t kJobsShown = 100;
using ports::kQueues;

json::object entry(const ports::QueuedJob& job) {
  return {{"id", job.id.value},
          {"queue", ports::name_of(job.queue)},
          {"kind", job.kind},
          {"attempts", job.attempts},
          {"next_try", rfc3339(job.due_at)},
          {"last_error", ports::last_error_text(job)}};
}

// A buried job is not tried again: it has no next time.
json::object buried(const ports::QueuedJob& job) {
  json::object it = entry(job);
  it["next_try"] = nullptr;
  return it;
}

}  // namespace

Result<json::object> list_queues(Node& node, const json::object&) {
  json::array waiting;
  json::array dead;
  ports::QueueDepth total;
  AAN_TRY(node.store->read([&](const ports::Snapshot& at) -> Result<> {
    for (const Queue queue : kQueues) {
      const ports::QueueDepth depth = AAN_TRY(at.queues().depth(queue));
      total.waiting += depth.waiting;
      total.dead += depth.dead;
      for (const auto& job : AAN_TRY(at.queues().waiting(queue, kJobsShown)))
        waiting.push_back(entry(job));
      for (const auto& job : AAN_TRY(at.queues().dead(queue, kJobsShown)))
        dead.push_back(buried(job));
    }
    return {};
  }));
  return json::object{{"good", total.dead == 0},
                      {"waiting_count", total.waiting},
                      {"dead_count", total.dead},
                      {"waiting", std::move(waiting)},
                      {"dead", std::move(dead)}};
}

Result<json::object> retry_job(Node& node, const json::object& arguments) {
  const std::string id = text_in(arguments, "job");
  json::object answer;
  const Timestamp now = node.room.clock.wall();
  const Result<> done = node.store->write("queue.retry", [&](ports::UnitOfWork& unit) -> Result<> {
    answer = entry(AAN_TRY(unit.queues().revive({id}, now)));
    return {};
  });
  if (!done && done.error().code == Errc::not_found)
    return refuse(Errc::not_found, "queue", "No buried job is named " + id + ".");
  AAN_TRY(done);
  return answer;
}

Result<> add_dead_jobs(const ports::Snapshot& at, json::array& findings) {
  for (const Queue queue : {Queue::outbox, Queue::inbox})  // a letter is no money
    for (const auto& job : AAN_TRY(at.queues().dead(queue, kJobsShown)))
      findings.push_back(
          {{"rule", queue == Queue::inbox ? "message_not_understood" : "effect_not_carried_out"},
           {"subject", job.id.value},
           {"detail", job.kind + ": " + ports::last_error_text(job)}});
  return {};
}

}  // namespace aan::node
