#include "hooks/exception_boundary.hpp"

#include <exception>
#include <string>

#include "failure.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/language.hpp"

namespace gup {

host_sdk::Result exception_boundary(host_sdk::Logger& logger, std::string_view company_id,
                                    std::string_view hook, const std::function<host_sdk::Result()>& body) {
  try {
    return body();
  } catch (const Failure& failure) {
    if (!failure.detail().empty())
      logger.warning(company_id,
                     host_sdk::LogLine("hook_failed").with("hook", hook).with("reason", log_text(failure)));
    host_sdk::Result result = failure.result();
    result.sentence = stored_text(result.sentence);
    return result;
  } catch (const std::exception& error) {
    const std::string reference = make_reference();
    logger.error(company_id, host_sdk::LogLine("unexpected_error")
                                 .with("hook", hook)
                                 .with("reference", reference)
                                 .with("reason", error.what()));
    return host_sdk::Result::failed(
        host_sdk::ResultCode::operator_action,
        host_sdk::tr("Google User Provisioning failed with an internal error. Reference number: {number}.",
                     {{"number", reference}}));
  }
}

}  // namespace gup
