/* The program: everything is in cli. */
int main(void);

int main(void)
{
    return 0;
}
