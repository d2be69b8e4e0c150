#include "hooks/exception_boundary.hpp"

#include <exception>
#include <string>

#include "failure.hpp"

namespace gup {

host_sdk::Result exception_boundary(host_sdk::Logger& logger, std::string_view company_id,
                                    std::string_view hook, const std::function<host_sdk::Result()>& body) {
  try {
    return body();
  } catch (const Failure& failure) {
    return failure.result();
  } catch (const std::exception& error) {
    logger.error(company_id,
                 host_sdk::LogLine("unexpected_error").with("hook", hook).with("reason", error.what()));
    return host_sdk::Result::failed(host_sdk::ResultCode::operator_action,
                                    "Google User Provisioning failed with an internal error. The operator of "
                                    "this platform finds the details in "
                                    "the log.");
  }
}

}  // namespace gup
