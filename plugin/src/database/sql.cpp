#include "database/sql.hpp"

#include <string_view>

#include "database/store.hpp"
#include "failure.hpp"

namespace gup::database {
namespace {

bool contains_driver_text(const SqlError& error) {
  return error.detail().empty() || std::string_view(error.what()).find(error.detail()) != std::string::npos;
}

/// A failure with a reference number instead of the driver's text, which is for the log.
Failure failure_of(host_sdk::ResultCode code, const std::string& sentence, const SqlError& error) {
  Failure failure(code, sentence + " Reference number: " + make_reference() + ".");
  const std::string text = error.what();
  failure.set_detail(text.find(error.detail()) == std::string::npos ? text + " " + error.detail() : text);
  return failure;
}

}  // namespace

void throw_as_failure(const SqlError& error) {
  using host_sdk::ResultCode;
  switch (error.kind()) {
    case SqlErrorKind::conflict:
      throw StateMoved("a row with the same key was written at the same time");
    case SqlErrorKind::unavailable:
      throw failure_of(ResultCode::try_again, "The platform's database is not responding.", error);
    case SqlErrorKind::busy:
      throw failure_of(ResultCode::try_again, "The platform's database is busy.", error);
    case SqlErrorKind::newer_schema:
      // Not a driver's text: it names the versions.
      throw Failure(ResultCode::operator_action, error.what());
    case SqlErrorKind::other:
      // A full disk or a read-only file: the sentence says what to look at.
      if (!contains_driver_text(error)) throw failure_of(ResultCode::operator_action, error.what(), error);
      break;
    case SqlErrorKind::constraint:
      break;
  }
  throw failure_of(ResultCode::operator_action, "The platform's database reported an error.", error);
}

}  // namespace gup::database
