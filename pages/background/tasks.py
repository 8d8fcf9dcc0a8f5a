"""What the core does in the background."""

from django_tasks import task

from pages.background.mail_server import told
from pages.background.models import OutgoingMail


# After everything else: a mail server that does not answer holds up nobody but itself.
@task(priority=-10)
def send_mail(pk):
    """Send a mail, unless it was sent already; what goes wrong is noted for staff, and raised."""
    found = OutgoingMail.objects.filter(pk=pk)
    for mail in found:
        try:
            mail.send()
        except Exception as problem:
            found.update(last_error=told(problem))
            raise
        mail.delete()
