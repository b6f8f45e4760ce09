#include "worker/worker.hpp"

#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>

#include "base/private_process.hpp"
#include "domain/catalog/frame.hpp"
#include "worker/image/pictures.hpp"
#include "worker/jobs.hpp"
#include "worker/sandbox.hpp"

namespace aan::worker {
namespace {

// Said before any file is looked at; aan knows both (adapters/book_worker/worker_pool).
constexpr int kStartedWrongly = 2;
constexpr int kNoSandbox = 3;

int complain(int code, const std::string& what) {
  std::fprintf(stderr, "aan-worker: %s\n", what.c_str());
  return code;
}

// Everything the libraries want from the disk, before the sandbox closes. No input is read here.
Result<Equipment> equip(const Job& job) {
  Equipment equipment;
  setenv("TZ", "UTC", 1);
  tzset();
  if (!image::start()) return fail(Errc::unavailable, "worker.start", "libvips did not start");
  if (job.needs == Needs::fonts) equipment.fonts.emplace(AAN_TRY(draw::Fonts::load()));
  if (job.needs == Needs::poppler) {
    AAN_TRY(limit_to_pdf());
    equipment.poppler = AAN_TRY(pdf::Poppler::load());
  }
  return equipment;
}

std::string refusal(const Error& error) {
  catalog::FrameWriter answer;
  answer.put(catalog::FieldTag::refusal_kind, name_of(error.code));
  answer.put(catalog::FieldTag::refusal_sentence,
             error.safe.empty() ? error.to_string() : error.safe);
  return std::move(answer).finish();
}

Result<std::string> do_work(const Job& job, const Equipment& equipment) {
  try {
    return job.work(equipment);
  } catch (const std::bad_alloc&) {
    return refuse(Errc::too_large, "worker.work",
                  "This file needs more memory to read than a book may.");
  } catch (const std::exception& thrown) {
    return fail(Errc::invalid, "worker.work", thrown.what(), "This file is damaged.");
  }
}

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(kAnswerDescriptor, bytes.data(), bytes.size());
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

int run(int argc, char** argv) {
  if (!make_process_private()) return complain(kNoSandbox, "cannot keep its memory private");
  const Job* job = argc == 2 || argc == 3 ? find_job(argv[1]) : nullptr;
  if (job == nullptr)
    return complain(kStartedWrongly,
                    "started by aan, with a job and descriptors 3 and 4; not a command by itself");
  if (const auto bound = end_with_parent(argc == 3 ? argv[2] : ""); !bound)
    return complain(kNoSandbox, bound.error().to_string());
  const auto limited =
      job->is_list ? limit_resources(kListAnswerBytesMax, kListCpuSecondsMax, kListWallSecondsMax)
                   : limit_resources();
  if (!limited) return complain(kNoSandbox, limited.error().to_string());
  const auto equipment = equip(*job);
  if (!equipment) return complain(kStartedWrongly, equipment.error().to_string());
  if (const auto closed = close_sandbox(); !closed)
    return complain(kNoSandbox, closed.error().to_string());

  const auto answer = do_work(*job, *equipment);
  const bool written = write_all(answer ? *answer : refusal(answer.error()));
  // Destructors and exit handlers of 100 libraries have nothing to do for us.
  _exit(written ? 0 : kStartedWrongly);
}

}  // namespace aan::worker
