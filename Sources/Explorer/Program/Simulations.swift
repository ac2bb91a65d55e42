import Analysis
import RunSimulator
import Terminal

/// Simulations that take longer than a frame: each runs on a worker and posts what it finds.
struct Simulations: Sendable {
  let mailbox: Mailbox<Action>
  let kernelTimes: KernelTimeTable

  /// Starts what an effect asks for; other effects are none of its business.
  func start(_ effect: Effect) {
    let simulations = self
    Worker.start { simulations.run(effect) }
  }

  /// Simulates what an effect asks for.
  func run(_ effect: Effect) {
    switch effect {
    case .simulateClaims:
      let mailbox = mailbox
      do {
        let figures = try ClaimSimulation.standard(table: kernelTimes).run { mailbox.post(.claimsProgress($0)) }
        mailbox.post(.claimsLoaded(.ready(figures)))
      } catch {
        mailbox.post(.claimsLoaded(.absent("\(error)")))
      }
    case .validate(let index):
      do {
        let group = try ValidationPlan.simulate(ValidationPlan.groups[index]) {
          mailbox.post(.validationProgress(group: index, rows: $0))
        }
        mailbox.post(.validationLoaded(group: index, .ready(group)))
      } catch {
        mailbox.post(.validationLoaded(group: index, .absent(error.description)))
      }
    case .routeExperts(let request):
      do {
        mailbox.post(.expertsLoaded(request, .ready(try ExpertsComparison(request, table: kernelTimes))))
      } catch {
        mailbox.post(.expertsLoaded(request, .absent("\(error)")))
      }
    default: break
    }
  }
}
