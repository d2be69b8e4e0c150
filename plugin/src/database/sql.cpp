#include "database/sql.hpp"

#include "database/store.hpp"
#include "failure.hpp"

namespace gup::database {

void throw_as_failure(const SqlError& error) {
  switch (error.kind()) {
    case SqlErrorKind::conflict:
      throw StateMoved(error.what());
    case SqlErrorKind::unavailable:
    case SqlErrorKind::busy:
      throw Failure(host_sdk::ResultCode::try_again, error.what());
    case SqlErrorKind::constraint:
    case SqlErrorKind::newer_schema:
    case SqlErrorKind::other:
      break;
  }
  throw Failure(host_sdk::ResultCode::operator_action, error.what());
}

}  // namespace gup::database
